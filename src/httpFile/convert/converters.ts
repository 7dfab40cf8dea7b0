/** What turns requests of other tools into `.http` files and back: a part of its own, loaded when it is used. */
export { httpFromCurl } from './fromCurl.ts';
export { fromPostman } from './fromPostman.ts';
export { mergeValues } from './mergeValues.ts';
export { readPostman } from './postmanFormat.ts';
export { curlFrom } from './toCurl.ts';
