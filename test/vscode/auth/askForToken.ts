import { secret } from '../../../src/oauth/secret.ts';
import {
  clientCredentialsGrantRequest,
  processClientCredentialsResponse,
} from '../../../src/oauth/tokens.ts';
import { createEditorTransport } from '../../../src/vscode/auth/editorTransport.ts';

// A process of its own, whose fetch goes by the proxy that its environment names.
const [, , loginUrl = ''] = process.argv;
const client = { clientId: 'app', clientSecret: secret('s3cret') };
const answer = await clientCredentialsGrantRequest({ loginUrl }, client, {
  transport: createEditorTransport(() => true),
}).then(
  given => processClientCredentialsResponse(given, 0).accessToken.reveal(),
  (error: unknown) => (error instanceof Error ? error.message : String(error)),
);
console.log(answer);
