import { equal, ok } from 'node:assert/strict';
import { builtInEnvironments, simulatorEnvironment } from '../../../src/procore/environments.ts';
import { knownPage, pageInZone } from '../../../src/vscode/remedies/knownPages.ts';

const environments = [...builtInEnvironments, simulatorEnvironment('http://127.0.0.1:4780')];

describe('A page that is opened', () => {
  it("is Procore's own, or the web app of an environment", () => {
    for (const address of [
      'https://developers.procore.com/developers',
      'https://developers.procoregov.com/x',
      'https://status.procore.com',
      'https://app.procore.com/42/company/apps',
      'https://us02.procore.com/42/project/home',
      'https://uk01.procore.com/',
      'https://sandbox.procore.com/1',
      'https://app.procoregov.com/1',
      'http://127.0.0.1:4780/1/project/home',
    ])
      ok(knownPage(address, environments), address);
  });

  it('is none of anybody else, however its address is written', () => {
    for (const address of [
      'http://app.procore.com/',
      'https://app.procore.com:8443/',
      'https://app.procore.com@evil.example/',
      'https://user@app.procore.com/',
      'https://evil.procore.com.example/',
      'https://evil.procore.com/',
      'https://xn--pi-6kc.procore.com/',
      'https://app.procore.com./',
      'http://127.0.0.1:4781/',
      'command:workbench.action.quit',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'nonsense',
      '',
    ])
      equal(knownPage(address, environments), undefined, address);
  });

  it('is in the zone of the company where Procore names one of its own', () => {
    const page = { url: 'https://app.procore.com/7/project/home', path: '/7/project/home' };
    const inZone = (answer: string) => pageInZone(page, answer, environments);
    equal(
      inZone('{"zone":"us02","web_base_url":"https://us02.procore.com"}'),
      'https://us02.procore.com/7/project/home',
    );
    for (const answer of [
      '',
      '{"web_base_url":"https://evil.example"}',
      '{"web_base_url":"https://us02.procore.com@evil.example"}',
      '{"web_base_url":"javascript:alert(1)"}',
      '{"web_base_url":7}',
    ])
      equal(inZone(answer), page.url, answer);
    equal(
      pageInZone(
        { ...page, path: '@evil.example' },
        '{"web_base_url":"https://us02.procore.com"}',
        environments,
      ),
      page.url,
    );
  });
});
