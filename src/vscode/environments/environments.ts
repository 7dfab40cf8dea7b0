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

/** The project that this workspace works in, in one environment, and the company that it belongs to. */
export interface Project {
  readonly id: string;
  readonly name: string;
  readonly companyId: string;
}

/** Which Procores there are and which one this workspace talks to. */
export interface Environments extends vscode.Disposable {
  /** Built-in, then the user's own, then the simulator. */
  all(): readonly Environment[];
  active(): Environment;
  find(name: string): Environment | undefined;
  activate(name: string): Promise<void>;
  company(environment: string): Company | undefined;
  /** Gives up a project of another company. */
  chooseCompany(environment: string, company: Company | undefined): Promise<void>;
  /** Of the chosen company only. */
  project(environment: string): Project | undefined;
  chooseProject(environment: string, project: Project | undefined): Promise<void>;
  /** A project was chosen, also the one that was in use before. */
  readonly onDidChooseProject: vscode.Event<Project>;
  /** The section of environment files that counts, where another one than the environment's own name was chosen. */
  variables(environment: string): string | undefined;
  chooseVariables(environment: string, section: string | undefined): Promise<void>;
  /** Another environment, company, project or section, or another list of environments. */
  readonly onDidChange: vscode.Event<void>;
}

export const simulatorName = 'simulator';

export function createEnvironments(state: vscode.Memento): Environments {
  const changed = new vscode.EventEmitter<void>();
  const projectChosen = new vscode.EventEmitter<Project>();
  /** Asked for many times a second, and slow to read. */
  let known: { readonly all: readonly Environment[]; readonly byDefault: string } | undefined;
  const settingsChanged = vscode.workspace.onDidChangeConfiguration(event => {
    if (!event.affectsConfiguration('procore')) return;
    known = undefined;
    changed.fire();
  });

  function read() {
    known ??= readAll();
    return known;
  }

  function readAll() {
    const settings = readSettings();
    const moved = (name: string) => findEnvironment(settings.environments, name);
    const all: readonly Environment[] = [
      ...builtInEnvironments.map(environment => moved(environment.name) ?? environment),
      ...settings.environments.filter(({ name }) => findEnvironment(builtInEnvironments, name) === undefined),
      simulatorEnvironment(`http://127.0.0.1:${settings.simulatorPort}`, simulatorName),
    ];
    return { all, byDefault: settings.defaultEnvironment };
  }

  return {
    all: () => read().all,
    active() {
      const { all, byDefault } = read();
      const chosen = state.get<string>(workspaceKey.environment) ?? byDefault;
      return findEnvironment(all, chosen) ?? simulatorOf(all);
    },
    find: name => findEnvironment(read().all, name),
    async activate(name) {
      // It counts at once, and is stored meanwhile: nobody waits for that to see it.
      const stored = state.update(workspaceKey.environment, name);
      changed.fire();
      await stored;
    },
    company: environment => state.get<Company>(workspaceKey.company(environment)),
    async chooseCompany(environment, company) {
      await state.update(workspaceKey.company(environment), company);
      if (state.get<Project>(workspaceKey.project(environment))?.companyId !== company?.id)
        await state.update(workspaceKey.project(environment), undefined);
      changed.fire();
    },
    project(environment) {
      const project = state.get<Project>(workspaceKey.project(environment));
      const company = state.get<Company>(workspaceKey.company(environment));
      return project !== undefined && project.companyId === company?.id ? project : undefined;
    },
    async chooseProject(environment, project) {
      await state.update(workspaceKey.project(environment), project);
      changed.fire();
      if (project !== undefined) projectChosen.fire(project);
    },
    variables: environment => state.get<string>(workspaceKey.variables(environment)),
    async chooseVariables(environment, section) {
      await state.update(workspaceKey.variables(environment), section);
      changed.fire();
    },
    onDidChooseProject: projectChosen.event,
    onDidChange: changed.event,
    dispose() {
      projectChosen.dispose();
      settingsChanged.dispose();
      changed.dispose();
    },
  };
}

function simulatorOf(environments: readonly Environment[]): Environment {
  return findEnvironment(environments, simulatorName) ?? simulatorEnvironment('http://127.0.0.1:27570');
}
