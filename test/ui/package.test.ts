import assert from 'node:assert/strict';
import { packagedFiles } from '../support/package.ts';

describe('The package', () => {
  let packed: readonly string[];

  before(async () => {
    packed = await packagedFiles();
  });

  it('holds what the extension needs when it runs, and nothing else', () => {
    const files = packed.filter(file => !/^(media|l10n)\//.test(file));
    assert.deepEqual(
      // What the stages share is named by what is in it.
      [...new Set(files.map(file => file.replace(/shared-\w+/, 'shared-*')))],
      [
        'CHANGELOG.md',
        'LICENSE',
        'README.md',
        'dist/budgetChart.js',
        'dist/catalog.json.br',
        'dist/catalogWorker.js',
        'dist/converters.js',
        'dist/explainer.js',
        'dist/extension.js',
        'dist/formatWorker.js',
        'dist/postmanWorker.js',
        'dist/requests.js',
        'dist/runner.js',
        'dist/seldom.js',
        'dist/shared-*.js',
        'dist/simulatorWorker.js',
        'dist/troubleshooting.js',
        'dist/webhookReceiver.js',
        'dist/workbench.js',
        'package.json',
        'package.nls.json',
      ],
    );
  });

  it('holds pictures, grammar and samples as media, without the screenshots', () => {
    const media = packed.filter(file => file.startsWith('media/'));
    assert.ok(media.includes('media/samples/tour.http'));
    assert.ok(media.includes('media/http.tmLanguage.json'));
    assert.deepEqual(
      media.filter(file => !/\.(svg|json|http)$/.test(file)),
      ['media/icon.png', 'media/samples/README.md', 'media/samples/how-to/upload.txt'],
    );
  });
});
