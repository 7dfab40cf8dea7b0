import assert from 'node:assert/strict';
import type { Event, LogOutputChannel, TextDocument } from 'vscode';
import type { Catalog } from '../../../src/procore/catalog/catalog.ts';
import { catalogOf } from '../../../src/procore/catalog/decode.ts';
import { builtInEnvironments } from '../../../src/procore/environments.ts';
import type { Environments } from '../../../src/vscode/environments/environments.ts';
import type { FeatureContexts } from '../../../src/vscode/language/featureContext.ts';
import '../../support/editorDouble/hook.ts';

describe('What features know beside the file', () => {
  const document = {} as unknown as TextDocument;
  let contexts: FeatureContexts;
  let catalogChanged: () => void;
  let inUse: Catalog;
  let loads = 0;

  beforeEach(async () => {
    const { EventEmitter } = await import('vscode');
    const { createFeatureContexts } = await import('../../../src/vscode/language/featureContext.ts');
    const [production] = builtInEnvironments;
    const never: Event<void> = new EventEmitter<void>().event;
    const environments = {
      all: () => builtInEnvironments,
      active: () => production,
      company: () => undefined,
      project: () => undefined,
      onDidChange: never,
    } as unknown as Environments;
    const changes = new EventEmitter<void>();
    catalogChanged = () => changes.fire();
    inUse = catalogOf([]);
    loads = 0;
    contexts = createFeatureContexts({
      environments,
      log: { warn: assert.fail } as unknown as LogOutputChannel,
      catalogs: {
        load: async () => {
          loads += 1;
          return inUse;
        },
        onDidChange: changes.event,
      },
    });
  });

  it('loads no catalog before a feature asks', async () => {
    catalogChanged();
    await Promise.resolve();
    assert.equal(loads, 0);
    assert.equal(contexts.of(document).catalog, undefined);
    assert.equal(loads, 1);
    contexts.of(document);
    assert.equal(loads, 1);
  });

  it('is complete when it is ready', async () => {
    await contexts.ready();
    assert.equal(contexts.of(document).catalog, inUse);
    assert.equal(loads, 1);
  });

  it('tells when the catalog is there, and is the same until something changes', async () => {
    let told = 0;
    contexts.onDidChange(() => {
      told += 1;
    });
    contexts.of(document);
    await settled();
    assert.equal(told, 1);
    assert.equal(contexts.of(document).catalog, inUse);
    assert.equal(contexts.of(document), contexts.of(document));
  });

  it('takes another catalog at once, and keeps the one before until then', async () => {
    contexts.of(document);
    await settled();
    const before = inUse;
    inUse = catalogOf([]);
    catalogChanged();
    assert.equal(contexts.of(document).catalog, before);
    await settled();
    assert.equal(contexts.of(document).catalog, inUse);
  });
});

function settled(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}
