import { join } from 'node:path';
import { root } from '../../support/paths.ts';

/** The catalog as it sits in the VSIX. */
export const builtCatalog = join(root, 'dist', 'catalog.json.br');
