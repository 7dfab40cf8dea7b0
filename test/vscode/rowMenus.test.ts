import { deepEqual } from 'node:assert/strict';
import { commandId, viewId } from '../../src/vscode/commandIds.ts';
import type { NodeState, StateNode } from '../../src/vscode/explorer/node.ts';
import { actionOf } from '../../src/vscode/explorer/stateText.ts';
import type { NodeAction } from '../../src/vscode/explorer/texts.ts';
import { remedyCommands } from '../../src/vscode/remedies/remedyModel.ts';
import type { WebhookNode } from '../../src/vscode/webhooks/node.ts';
import { contributes, hidden, type MenuItem } from '../support/manifest.ts';
import { holds } from '../support/whenClause.ts';

/** What the rows of the Projects view may be, for menus; `contextOf` says what the words mean. */
const explorerStates: Readonly<Record<NodeState, true>> = {
  restricted: true,
  signedOut: true,
  simulatorStopped: true,
  noCompany: true,
  companyNeeded: true,
  notConnected: true,
  offline: true,
  empty: true,
  noActiveProject: true,
  noProject: true,
  toolOff: true,
  unmatched: true,
  refused: true,
  cancelled: true,
};
const states = Object.keys(explorerStates).flatMap(state => [
  `state ${state}`,
  `state ${state} can-findCause`,
]);
const scopes = ['project', 'company'];
const explorerRows = [
  ...['account', 'more', 'company', 'company chosen'],
  ...['project', 'project chosen', 'project inactive', 'project chosen inactive'],
  ...['tool project', 'tool project off', 'tool company'],
  ...scopes.flatMap(scope => [`resource ${scope} can-list`, `resource ${scope} can-list can-create`]),
  ...scopes.flatMap(scope => [`record ${scope}`, `record ${scope} can-show can-update can-delete`]),
  ...states,
];

const webhookKinds: Readonly<Record<WebhookNode['kind'], readonly string[]>> = {
  receiver: ['receiver stopped', 'receiver running'],
  event: ['event'],
  scope: ['scope'],
  version: ['version v1', 'version v2'],
  hook: ['hook v1', 'hook v2 active', 'hook v2 disabled'],
  triggers: ['triggers'],
  deliveries: ['deliveries'],
  trigger: ['trigger'],
  delivery: ['delivery'],
  attempt: ['attempt'],
  more: ['more'],
  hint: ['hint'],
  state: states,
};

const actions = Object.keys(remedyCommands).map(kind => `action-${kind}`);
const rows: Readonly<Record<string, readonly string[]>> = {
  [viewId.explorer]: explorerRows,
  [viewId.diagnostics]: [
    ...['budgets', 'budget', 'request', 'request failed', 'detail', 'diagnosis'],
    ...actions.flatMap(action => [
      `diagnosis ${action}`,
      `diagnosis action-signIn ${action}`,
      `diagnosis ${action} action-signIn`,
    ]),
  ],
  [viewId.history]: ['entry', 'day'],
  [viewId.webhooks]: Object.values(webhookKinds).flat(),
};

/** By what the command of an action is called in the manifest. */
const commandOfAction: Readonly<Record<NodeAction, string | undefined>> = {
  // The editor's own.
  manageTrust: undefined,
  signIn: commandId.signIn,
  startSimulator: commandId.startSimulator,
  switchEnvironment: commandId.switchEnvironment,
  enterCompany: commandId.enterCompany,
  openAppManagement: commandId.openAppManagement,
  searchProjects: commandId.searchProjects,
  retry: commandId.refreshNode,
  findCause: commandId.findNodeCause,
};

describe('The menu of a row', () => {
  const items = contributes.menus['view/item/context'] ?? [];
  const isInline = ({ group }: MenuItem) => group?.startsWith('inline') === true;
  const keys = (view: string, viewItem: string) => ({ view, viewItem });
  const every = Object.entries(rows).flatMap(([view, contexts]) =>
    contexts.map(context => ({ view, context, keys: keys(view, context) })),
  );

  it('has what a button beside its label does, since no key reaches that', () => {
    deepEqual(
      every.flatMap(({ view, context, keys: at }) => {
        const shown = items.filter(({ when }) => holds(when, at));
        const inMenu = new Set(shown.filter(item => !isInline(item)).map(({ command }) => command));
        return shown
          .filter(item => isInline(item) && !inMenu.has(item.command))
          .map(({ command }) => `${view}, ${context}: ${command}`);
      }),
      [],
    );
  });

  it('has nothing for rows that there are not', () => {
    deepEqual(
      items
        .filter(({ when }) => !every.some(({ keys: at }) => holds(when, at)))
        .map(({ command, when }) => `${command} when ${when}`),
      [],
    );
  });

  it('has nothing twice', () => {
    deepEqual(
      every.flatMap(({ view, context, keys: at }) => {
        const shown = items.filter(item => !isInline(item) && holds(item.when, at));
        const commands = shown.map(({ command }) => command);
        return commands
          .filter((command, index) => commands.indexOf(command) !== index)
          .map(command => `${view}, ${context}: ${command}`);
      }),
      [],
    );
  });

  it('has the one thing that helps most about a state, beside what Enter does', () => {
    // Where the simulator does not run the view has no rows, but a text with a button.
    const missing = states.flatMap(context => {
      const [, state] = context.split(' ');
      const node = { kind: 'state', state, exchange: undefined } as StateNode;
      const command = commandOfAction[actionOf(node)];
      const at = keys(viewId.explorer, context);
      const isThere = items.some(item => item.command === command && !isInline(item) && holds(item.when, at));
      return command === undefined || isThere || state === 'simulatorStopped'
        ? []
        : [`${context}: ${command}`];
    });
    deepEqual(missing, []);
  });

  it('has no row that a click does nothing on, not in Restricted Mode either, where it says what helps', () => {
    const clicked = [commandId.solveState, commandId.openWebhookRow];
    const commands = contributes.commands.filter(({ command }) => clicked.some(each => each === command));
    deepEqual(
      commands.map(({ enablement }) => enablement),
      [undefined, undefined],
    );
  });

  it('is not the only way to what the title of a view or of an editor, or its menu, offers', () => {
    const elsewhere = ['view/title', 'editor/title', 'editor/context'].flatMap(
      place => contributes.menus[place] ?? [],
    );
    deepEqual(
      elsewhere.map(({ command = '' }) => command).filter(command => hidden.has(command)),
      [],
    );
  });
});
