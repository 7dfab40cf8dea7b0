import * as vscode from 'vscode';
import { type FeatureContext, featureContext, type OutsideValue } from '../../httpFile/features/context.ts';
import { loadBundledCatalog } from '../../procore/catalog/bundled.ts';
import type { Catalog } from '../../procore/catalog/catalog.ts';
import type { Environments } from '../environments/environments.ts';
import { hostValues } from './hostValues.ts';

/** Builds what the language features know beside a document. */
export interface FeatureContexts extends vscode.Disposable {
  /** The same object until something changes. Begins to load the catalog when it is first asked. */
  of(document: vscode.TextDocument): FeatureContext;
  /** Environment, company, outside values or catalog: what features said may be out of date. */
  readonly onDidChange: vscode.Event<void>;
}

/** Values from outside the files; by document, since each belongs to a workspace folder. */
export interface OutsideSource {
  /** The same map until something changes; `undefined` while it is not known. */
  of(document: vscode.TextDocument): ReadonlyMap<string, OutsideValue> | undefined;
  readonly onDidChange: vscode.Event<void>;
}

const nothingOutside: ReadonlyMap<string, OutsideValue> = new Map();

export function createFeatureContexts(parts: {
  readonly environments: Environments;
  readonly log: vscode.LogOutputChannel;
  readonly outside?: OutsideSource;
  readonly loadCatalog?: () => Promise<Catalog>;
}): FeatureContexts {
  const { environments, log, outside, loadCatalog = loadBundledCatalog } = parts;
  const changed = new vscode.EventEmitter<void>();
  let catalog: Catalog | undefined;
  let loading = false;
  /** By the outside values, which are all that differs between documents. */
  let made = new WeakMap<ReadonlyMap<string, OutsideValue>, FeatureContext>();

  function forget(): void {
    made = new WeakMap();
    changed.fire();
  }

  function load(): void {
    if (loading) return;
    loading = true;
    loadCatalog().then(
      loaded => {
        catalog = loaded;
        forget();
      },
      (error: unknown) => log.warn(`The catalog cannot be read: ${String(error)}`),
    );
  }

  const listening = vscode.Disposable.from(
    environments.onDidChange(forget),
    ...(outside === undefined ? [] : [outside.onDidChange(forget)]),
  );

  return {
    of(document) {
      load();
      const values = outside === undefined ? nothingOutside : outside.of(document);
      const known = made.get(values ?? nothingKnown);
      if (known !== undefined) return known;
      const environment = environments.active();
      const company = environments.company(environment.name);
      const context = featureContext({
        environment,
        environments: environments.all(),
        hostValues: hostValues(environment.name, company),
        outside: values,
        catalog,
        companyId: company?.id,
      });
      made.set(values ?? nothingKnown, context);
      return context;
    },
    onDidChange: changed.event,
    dispose() {
      listening.dispose();
      changed.dispose();
    },
  };
}

const nothingKnown: ReadonlyMap<string, OutsideValue> = new Map();
