/** Loaded ahead of the tests by `npm run golden`. */
process.env['GOLDEN'] = 'rewrite';
