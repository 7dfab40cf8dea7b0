import { registerHooks } from 'node:module';

// Plain Node has no module `vscode`: from here on, importing it gives the double.
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'vscode'
      ? { url: new URL('vscode.ts', import.meta.url).href, shortCircuit: true, format: 'module-typescript' }
      : next(specifier, context),
});
