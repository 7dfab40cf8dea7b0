import * as vscode from 'vscode';
import {
  builtInEnvironments,
  type Environment,
  findEnvironment,
  simulatorEnvironment,
} from '../../procore/environments.ts';
import { readSettings } from '../settings.ts';
import { workspaceKey } from '../storageKeys.ts';

/** The company that this workspace works in, in one environment. */
export interface Company {
  readonly id: string;
  readonly name: string;
}

/** Which Procores there are and which one this workspace talks to. */
export interface Environments extends vscode.Disposable {
  /** Built-in, then the user's own, then the simulator. */
  all(): readonly Environment[];
  active(): Environment;
  find(name: string): Environment | undefined;
  activate(name: string): Promise<void>;
  company(environment: string): Company | undefined;
  chooseCompany(environment: string, company: Company | undefined): Promise<void>;
  /** Another environment or company, or another list of them. */
  readonly onDidChange: vscode.Event<void>;
}

export const simulatorName = 'simulator';

export function createEnvironments(state: vscode.Memento): Environments {
  const changed = new vscode.EventEmitter<void>();
  const settingsChanged = vscode.workspace.onDidChangeConfiguration(event => {
    if (event.affectsConfiguration('procore')) changed.fire();
  });

  function all(): readonly Environment[] {
    const settings = readSettings();
    const moved = (name: string) => findEnvironment(settings.environments, name);
    return [
      ...builtInEnvironments.map(environment => moved(environment.name) ?? environment),
      ...settings.environments.filter(({ name }) => findEnvironment(builtInEnvironments, name) === undefined),
      simulatorEnvironment(`http://127.0.0.1:${settings.simulatorPort}`, simulatorName),
    ];
  }

  return {
    all,
    active() {
      const chosen = state.get<string>(workspaceKey.environment) ?? readSettings().defaultEnvironment;
      return findEnvironment(all(), chosen) ?? simulatorOf(all());
    },
    find: name => findEnvironment(all(), name),
    async activate(name) {
      await state.update(workspaceKey.environment, name);
      changed.fire();
    },
    company: environment => state.get<Company>(workspaceKey.company(environment)),
    async chooseCompany(environment, company) {
      await state.update(workspaceKey.company(environment), company);
      changed.fire();
    },
    onDidChange: changed.event,
    dispose() {
      settingsChanged.dispose();
      changed.dispose();
    },
  };
}

function simulatorOf(environments: readonly Environment[]): Environment {
  return findEnvironment(environments, simulatorName) ?? simulatorEnvironment('http://127.0.0.1:27570');
}
