import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { buildOutput } from '../../support/paths.ts';

/** The file whose lenses it turns. */
export const floorFile = { name: 'floor.switch', text: 'one\n\ntwo\n' };

/**
 * Packs the extension that no switch can beat, and gives the path of its VSIX: two states with ready-made lenses, rows
 * of a tree three levels deep or the welcome in their place, and a text in the status bar, turned by a pick list.
 */
export async function packSwitchFloor(): Promise<string> {
  const folder = join(buildOutput, 'bench', 'switch-floor');
  mkdirSync(folder, { recursive: true });
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write('package.json', JSON.stringify(manifest));
  write('icon.svg', icon);
  write('floor.js', program);
  write('README.md', 'The least that a switch takes.\n');
  const packagePath = join(buildOutput, 'bench', 'switch-floor.vsix');
  await createVSIX({
    cwd: folder,
    packagePath,
    ...{ dependencies: false, skipLicense: true, allowMissingRepository: true },
  });
  return packagePath;
}

const manifest = {
  name: 'switch-floor',
  displayName: 'Floor',
  description: 'The least that a switch takes.',
  publisher: 'bench',
  version: '1.0.0',
  engines: { vscode: '^1.100.0' },
  main: './floor.js',
  activationEvents: ['onStartupFinished'],
  contributes: {
    commands: [{ command: 'floor.switch', title: 'Floor: Switch...' }],
    viewsContainers: { activitybar: [{ id: 'floor', title: 'Floor', icon: 'icon.svg' }] },
    views: { floor: [{ id: 'floor.rows', name: 'Floor Rows' }] },
    viewsWelcome: [{ view: 'floor.rows', contents: '[Floor Sign In](command:floor.switch)' }],
  },
};

const icon = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M3 20h18v1H3z"/></svg>\n';

const program = `
const vscode = require('vscode');

exports.activate = ({ subscriptions }) => {
  let at = 'Floor Home';
  const rowsChanged = new vscode.EventEmitter();
  const lensesChanged = new vscode.EventEmitter();
  const item = vscode.window.createStatusBarItem('floor', vscode.StatusBarAlignment.Left, 9);
  item.text = at;
  item.show();
  const rows = Array.from({ length: 100 }, (_, index) => 'F-' + index);
  const below = { '': ['account'], account: ['company'], company: rows };
  const treeDataProvider = {
    onDidChangeTreeData: rowsChanged.event,
    getChildren: (node = '') => (at === 'Floor Home' ? below[node] : []),
    getTreeItem(node) {
      const isOpen = below[node] !== undefined;
      const { Expanded, None } = vscode.TreeItemCollapsibleState;
      return Object.assign(new vscode.TreeItem(node, isOpen ? Expanded : None), { id: node });
    },
  };
  subscriptions.push(
    item,
    vscode.window.createTreeView('floor.rows', { treeDataProvider }),
    vscode.languages.registerCodeLensProvider({ pattern: '**/*.switch' }, {
      onDidChangeCodeLenses: lensesChanged.event,
      provideCodeLenses: () =>
        [0, 2].map(line => {
          const command = { title: 'Lens of ' + at, command: 'floor.switch' };
          return new vscode.CodeLens(new vscode.Range(line, 0, line, 0), command);
        }),
    }),
    vscode.commands.registerCommand('floor.switch', async () => {
      const picked = await vscode.window.showQuickPick(['Floor Away', 'Floor Home']);
      if (picked === undefined) return;
      at = picked;
      item.text = picked;
      lensesChanged.fire();
      rowsChanged.fire();
    }),
  );
};
`;
