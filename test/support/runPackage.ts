import { statSync } from 'node:fs';
import { makePackage } from './package.ts';

const path = await makePackage();
console.log(`${path}: ${Math.round(statSync(path).size / 1024)} kB`);
