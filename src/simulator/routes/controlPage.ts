import { html } from 'hono/html';
import type { SimulatorParts } from '../parts.ts';
import { type ControlState, controlState } from './controlState.ts';
import { page } from './page.ts';

const sectionNames = ['users', 'sessions', 'budgets', 'faults', 'webhooks', 'cases', 'requests'];
const sessionsShown = 10;

/** The control page: what goes on in the simulator, and switches for what may go wrong. */
export function controlPage(parts: SimulatorParts) {
  const state = controlState(parts);
  return page(
    `Procore simulator: ${state.environment}`,
    html`<h1>Procore simulator: ${state.environment}</h1>
<p>Client id <code>${state.clientId}</code>. ${state.requestCount} requests so far.
Replays of used refresh tokens: <strong>${state.refreshReplays}</strong>. <a href="_simulator/state">The same as JSON</a></p>
<nav aria-label="Sections">${sectionNames.map(name => html`<a href="#${name}">${name}</a> `)}</nav>
${users(state)}${sessions(state)}${budgets(state)}${faults(state)}${webhooks(state)}${cases(state)}${requests(state)}`,
  );
}

/** `about` says on what, for those who hear the buttons one by one. */
function button(action: string, label: string, fields: Readonly<Record<string, string>> = {}, about = '') {
  const hidden = Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  return html`<form method="post" action="_simulator/${action}">${hidden}<button aria-label="${`${label} ${about}`.trim()}">${label}</button></form> `;
}

/** ISO 8601 to the time of day, which is what one looks for. */
function time(iso: string) {
  return html`<time datetime="${iso}">${iso.slice(11, 19)} UTC</time>`;
}

function users({ users: people }: ControlState) {
  return html`<section id="users"><table><caption>Users</caption>
<thead><tr><th scope="col">Id</th><th scope="col">Name</th><th scope="col">Sign-in name</th><th scope="col">Rights</th></tr></thead>
<tbody>${people.map(
    user =>
      html`<tr><td>${user.id}</td><td>${user.name}</td><td>${user.login}</td><td>${user.rights}</td></tr>`,
  )}</tbody></table></section>`;
}

function sessions({ sessions: list }: ControlState) {
  return html`<section id="sessions"><table><caption>Sessions</caption>
<thead><tr><th scope="col">Session</th><th scope="col">Account</th><th scope="col">Grant</th><th scope="col">Expires</th><th scope="col">State</th><th scope="col">Change</th></tr></thead>
<tbody>${list.slice(0, sessionsShown).map(
    session => html`<tr><td>${session.number}</td><td>${session.login}</td><td>${session.grant}</td><td>${time(session.expiresAt)}</td><td>${session.state}</td>
<td>${button(`sessions/${session.number}/expire`, `Expire ${session.number}`)}${button(`sessions/${session.number}/revoke`, `Revoke ${session.number}`)}</td></tr>`,
  )}</tbody></table>
${list.length > sessionsShown ? html`<p>The ${list.length - sessionsShown} older ones are in the JSON.</p>` : ''}
<p>${button('sessions/all/expire', 'Expire all')}${button('sessions/all/revoke', 'Revoke all')}</p></section>`;
}

function budgets({ budgets: list }: ControlState) {
  return html`<section id="budgets"><table><caption>Rate budgets</caption>
<thead><tr><th scope="col">App and company</th><th scope="col">Window</th><th scope="col">Left</th><th scope="col">Resets</th></tr></thead>
<tbody>${list.flatMap(({ key, windows }) =>
    windows.map(
      ({ window, remaining, limit, resetAt }) =>
        html`<tr><td>${key}</td><td>${window}</td><td>${remaining} of ${limit}</td><td>${time(resetAt)}</td></tr>`,
    ),
  )}</tbody></table>
<p>${button('budgets/spike', 'Spend the spike window')}${button('budgets/hourly', 'Spend the hourly window')}${button('budgets/reset', 'Reset')}</p></section>`;
}

function faults({ faults: list }: ControlState) {
  return html`<section id="faults"><table><caption>Faults</caption>
<thead><tr><th scope="col">Fault</th><th scope="col">What it does</th><th scope="col">State</th><th scope="col">Switch</th></tr></thead>
<tbody>${list.map(({ name, help, state }) => {
    const other = state === 'off' ? 'on' : 'off';
    return html`<tr><th scope="row"><code>${name}</code></th><td>${help}</td><td>${state}</td>
<td>${button(`faults/${name}`, `Turn ${other}`, { state: other }, name)}${button(`faults/${name}`, 'Once', { state: 'once' }, name)}</td></tr>`;
  })}</tbody></table></section>`;
}

function webhooks({ webhooks: { hooks, timeScale } }: ControlState) {
  const project = hooks.find(hook => hook.project_id !== null)?.project_id ?? '';
  const scales = [1, 60, 1000, 10_000].filter(scale => scale !== timeScale);
  return html`<section id="webhooks"><table><caption>Webhooks that were used</caption>
<thead><tr><th scope="col">Hook</th><th scope="col">Destination</th><th scope="col">Triggers</th><th scope="col">State</th><th scope="col">Waiting</th><th scope="col">Next try</th></tr></thead>
<tbody>${hooks.map(
    hook => html`<tr><td>${hook.id}</td><td><code>${hook.destination_url}</code></td><td>${hook.triggers.join(', ')}</td>
<td>${hook.status}${failuresOf(hook.failures)}</td><td>${hook.waiting}</td><td>${hook.retryAt === null ? '' : time(hook.retryAt)}</td></tr>`,
  )}</tbody></table>
<form method="post" action="_simulator/webhooks/fire"><label>Project <input name="project_id" value="${project}" size="10" inputmode="numeric"></label>
<label>Resource <input name="resource_name" value="RFIs"></label>
<label>Event <select name="event_type"><option>create</option><option selected>update</option><option>delete</option></select></label>
<button>Fire this event</button></form>
<p>Before another try, ${timeScale === 1 ? 'time passes as in life' : `time passes ${timeScale} times as fast as in life`}. ${scales.map(scale => button('webhooks/time-scale', `${scale} times`, { scale: String(scale) }, 'as fast'))}${button('webhooks/retry', 'Try all now')}</p></section>`;
}

function failuresOf(count: number): string {
  if (count === 0) return '';
  return count === 1 ? ', the last try failed' : `, ${count} failures in a row`;
}

function cases({ cases: list }: ControlState) {
  return html`<section id="cases"><table><caption>What goes wrong without a fault</caption>
<thead><tr><th scope="col">Case</th><th scope="col">Request</th><th scope="col">Procore-Company-Id</th><th scope="col">Signed in as</th></tr></thead>
<tbody>${list.map(
    ({ what, request, companyId, login }) =>
      html`<tr><td>${what}</td><td><code>${request}</code></td><td>${companyId}</td><td>${login}</td></tr>`,
  )}</tbody></table></section>`;
}

function requests({ requests: list }: ControlState) {
  return html`<section id="requests"><table><caption>Recent requests</caption>
<thead><tr><th scope="col">Time</th><th scope="col">Status</th><th scope="col">Request</th><th scope="col">Note</th></tr></thead>
<tbody>${list
    .slice(0, 50)
    .map(
      ({ at, status, method, target, note }) =>
        html`<tr><td>${time(at)}</td><td>${status}</td><td><code>${method} ${target}</code></td><td>${note}</td></tr>`,
    )}</tbody></table></section>`;
}
