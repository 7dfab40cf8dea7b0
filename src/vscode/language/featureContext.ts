import * as vscode from 'vscode';
import { type FeatureContext, featureContext } from '../../httpFile/features/context.ts';
import type { ValueLayer } from '../../httpFile/values.ts';
import type { Catalog } from '../../procore/catalog/catalog.ts';
import type { Catalogs } from '../catalog/catalogs.ts';
import type { Environments } from '../environments/environments.ts';
import { hostValues } from './hostValues.ts';

/** Builds what the language features know beside a document. */
export interface FeatureContexts extends vscode.Disposable {
  /** The same object until something changes. Begins to load the catalog when it is first asked. */
  of(document: vscode.TextDocument): FeatureContext;
  /** When the catalog is loaded, or cannot be: from then on `of` has it. */
  ready(): Promise<void>;
  /** Environment, company, values from outside or catalog: what features said may be out of date. */
  readonly onDidChange: vscode.Event<void>;
}

/** Values from outside the files; by document, since each belongs to a workspace folder. */
export interface LayerSource {
  /** Strongest first; the same list until something changes; `undefined` while it is not known. */
  of(document: vscode.TextDocument): readonly ValueLayer[] | undefined;
  /** Names that only the sections of other environments give a value; as long the same as the list. */
  otherSections?(document: vscode.TextDocument): FeatureContext['otherSections'] | undefined;
  readonly onDidChange: vscode.Event<void>;
}

export function createFeatureContexts(parts: {
  readonly environments: Environments;
  readonly log: vscode.LogOutputChannel;
  readonly layers?: LayerSource;
  readonly catalogs: Pick<Catalogs, 'load' | 'onDidChange'>;
}): FeatureContexts {
  const { environments, log, layers, catalogs } = parts;
  const changed = new vscode.EventEmitter<void>();
  let catalog: Catalog | undefined;
  let loading: Promise<void> | undefined;
  /** By the layers, which are all that differs between documents. */
  let made = new WeakMap<readonly ValueLayer[], FeatureContext>();

  function forget(): void {
    made = new WeakMap();
    changed.fire();
  }

  function load(): Promise<void> {
    loading ??= catalogs.load().then(
      loaded => {
        catalog = loaded;
        forget();
      },
      (error: unknown) => log.warn(`The catalog cannot be read: ${String(error)}`),
    );
    return loading;
  }

  const listening = vscode.Disposable.from(
    environments.onDidChange(forget),
    // The one that is known stays in use until the other is read.
    catalogs.onDidChange(() => {
      if (loading === undefined) return;
      loading = undefined;
      void load();
    }),
    ...(layers === undefined ? [] : [layers.onDidChange(forget)]),
  );

  return {
    ready: load,
    of(document) {
      void load();
      const values = layers === undefined ? noLayers : layers.of(document);
      const known = made.get(values ?? unknownLayers);
      if (known !== undefined) return known;
      const environment = environments.active();
      const company = environments.company(environment.name);
      const project = environments.project(environment.name);
      const context = featureContext({
        environment,
        environments: environments.all(),
        hostValues: hostValues(environment.name, company, project),
        layers: values,
        otherSections: layers?.otherSections?.(document) ?? noSections,
        catalog,
        companyId: company?.id,
        projectId: project?.id,
      });
      made.set(values ?? unknownLayers, context);
      return context;
    },
    onDidChange: changed.event,
    dispose() {
      listening.dispose();
      changed.dispose();
    },
  };
}

const noLayers: readonly ValueLayer[] = [];
const noSections: FeatureContext['otherSections'] = new Map();
const unknownLayers: readonly ValueLayer[] = [];
