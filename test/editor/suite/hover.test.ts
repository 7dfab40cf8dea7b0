import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEverything, eventually, openHttp } from './openHttp.ts';

const text = `@project = 1234
@secretToken = abc

### Projects
GET /rest/v1.0/projects/{{project}}/rfis?filters[status]=open
Procore-Company-Id: {{secretToken}}
`;

describe('Hovers in the editor', () => {
  afterEach(closeEverything);

  it('explain the operation of a request line', async () => {
    const document = await openHttp(text);
    const shown = await eventually(async () => {
      const said = await hoverAt(document, 4, 2);
      return said.includes('Project Management') ? said : undefined;
    });
    assert.match(shown, /\*\*GET \/rest\/v1\\?\.0\/projects\//);
    assert.match(shown, /Permission:/);
    assert.match(shown, /Goes to/);
  });

  it('explain a parameter, a header and a value, secrets masked', async () => {
    const document = await openHttp(text);
    await eventually(async () => ((await hoverAt(document, 4, 50)).includes('draft') ? true : undefined));
    assert.match(await hoverAt(document, 5, 3), /company that the request is about/);
    assert.match(await hoverAt(document, 4, 30), /1234/);
    const secret = await hoverAt(document, 5, 26);
    assert.match(secret, /this file/);
    assert.doesNotMatch(secret, /abc/);
  });

  it('show nothing of what a file says as markup', async () => {
    const document = await openHttp('@a = [x](command:y) <b>*z*</b>\n\n###\nGET /rest/v1.0/me?x={{a}}\n');
    const said = await hoverAt(document, 3, 24);
    assert.match(said, /\\\[x\\\]|&#91;x/);
    assert.doesNotMatch(said, /[^\\]\[x\]\(/);
  });
});

async function hoverAt(document: vscode.TextDocument, line: number, character: number): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    new vscode.Position(line, character),
  );
  const contents = hovers.flatMap(hover => hover.contents);
  return contents.map(content => (typeof content === 'string' ? content : content.value)).join('\n');
}
