import manifest from '../../package.json' with { type: 'json' };

export const version: string = manifest.version;

export const help = `procore-http ${version}: requests to Procore from .http files. Unofficial.

Usage: procore-http COMMAND [arguments]

  run FILE…       send the requests of files
  parse FILE…     show how files are read
  explain [FILE]  say why an exchange failed and what to do
  simulate        start a Procore on this machine, with made-up data

  --version       print the version
  --help          print this; COMMAND --help tells about one command
`;
