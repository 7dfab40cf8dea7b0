import type { Context, Hono } from 'hono';
import { isLoopbackHost } from '../../procore/environments.ts';
import { type FaultSwitch, faultTable, isFaultName, nearestFault } from '../faults.ts';
import type { SimulatorParts } from '../parts.ts';
import { controlPage } from './controlPage.ts';
import { controlState } from './controlState.ts';
import { fireEvent, scaleTime } from './controlWebhooks.ts';
import { pageHeaders } from './page.ts';

const root = '/_simulator';

/**
 * The control page and its JSON twins. They answer only where the request names this machine and, from a
 * browser, comes from the page itself: a web site must not reach them through a name that it points here.
 */
export function addControlRoutes(hono: Hono, parts: SimulatorParts): void {
  const add = (
    method: 'get' | 'post',
    path: string,
    answer: (context: Context) => Response | Promise<Response>,
  ) => {
    hono[method](root + path, context => forbidden(context) ?? answer(context));
  };
  add('get', '', context => context.html(controlPage(parts), 200, pageHeaders));
  add('get', '/', () => new Response(null, { status: 302, headers: { location: '../_simulator' } }));
  add('get', '/health', context =>
    context.json({
      simulator: true,
      environment: parts.environment,
      clientId: parts.app.clientId,
      clientSecret: parts.app.clientSecret,
    }),
  );
  add('get', '/state', context => context.json(controlState(parts)));
  add('post', '/faults/:name', async context => switchFault(context, parts));
  for (const change of ['expire', 'revoke'] as const) {
    add('post', `/sessions/:number/${change}`, context => {
      const word = context.req.param('number');
      const number = word === 'all' ? undefined : Number(word);
      if (change === 'expire') parts.grants.expire(number);
      else parts.grants.revokeSession(number);
      return done(context, parts, '../..');
    });
  }
  add('post', '/webhooks/fire', async context => {
    const { status, body } = fireEvent(await bodyOf(context), parts);
    return status === 200 && wantsPage(context) ? done(context, parts, '..') : context.json(body, status);
  });
  add('post', '/webhooks/time-scale', async context => {
    const { status, body } = scaleTime(await bodyOf(context), parts);
    return status === 200 && wantsPage(context) ? done(context, parts, '..') : context.json(body, status);
  });
  add('post', '/webhooks/retry', context => {
    parts.webhooks.retryNow();
    return done(context, parts, '..');
  });
  add('post', '/budgets/reset', context => {
    parts.windows.reset();
    return done(context, parts, '..');
  });
  for (const window of ['spike', 'hourly'] as const) {
    add('post', `/budgets/${window}`, context => {
      parts.windows.exhaust(window);
      return done(context, parts, '..');
    });
  }
}

/** Names on this machine only, and no page of another origin. */
function forbidden(context: Context): Response | undefined {
  const url = new URL(context.req.url);
  const host = context.req.header('host') ?? url.host;
  const origin = context.req.header('origin');
  const foreign = origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`;
  if (isLoopbackHost(hostname(host)) && isLoopbackHost(url.hostname) && !foreign) return undefined;
  return context.json(
    { error: 'The control addresses answer only on localhost, and only to their own page.' },
    403,
  );
}

function hostname(host: string): string {
  return URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : '';
}

async function switchFault(context: Context, parts: SimulatorParts): Promise<Response> {
  const name = context.req.param('name') ?? '';
  if (!isFaultName(name)) {
    const faults = faultTable.map(fault => fault.name);
    return context.json(
      { error: `There is no fault "${name}".`, didYouMean: nearestFault(name), faults },
      404,
    );
  }
  const wanted = await wantedSwitch(context.req.raw);
  if (wanted === undefined) return context.json({ error: 'Send on, off or once as the body.' }, 400);
  parts.faults.set(name, wanted);
  return done(context, parts, '..');
}

/** `on`, `off` or `once` as plain text, `{"state":"on"}` or a form's `state=on`; an empty body means on. */
async function wantedSwitch(request: Request): Promise<FaultSwitch | undefined> {
  const text = (await request.text()).trim();
  const word = /^(?:"?|\{\s*"state"\s*:\s*"|state=)(on|off|once)(?:"?|"\s*\})$/.exec(text)?.[1];
  if (word === 'on' || word === 'off' || word === 'once') return word;
  return text === '' ? 'on' : undefined;
}

function wantsPage(context: Context): boolean {
  return context.req.header('accept')?.includes('text/html') === true;
}

/** JSON, or the fields of a form; `undefined`: neither. */
async function bodyOf(context: Context): Promise<unknown> {
  const text = (await context.req.raw.text()).trim();
  if (/^[\w%+.-]+=/.test(text)) return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Back to the page for a browser's form, the new state for everyone else. */
function done(context: Context, parts: SimulatorParts, up: string): Response {
  if (!wantsPage(context)) return context.json(controlState(parts));
  return new Response(null, { status: 303, headers: { location: `${up}/../_simulator` } });
}
