import type { Range } from '../../syntax.ts';

/** A JSON value with its place in the text. `template` is `{{...}}`, whatever it stands for. */
export type JsonNode =
  | {
      readonly kind: 'object';
      readonly range: Range;
      readonly members: readonly JsonMember[];
      /** Some members stand behind a template, so one that is not seen may still be there. */
      readonly open: boolean;
    }
  | {
      readonly kind: 'array';
      readonly range: Range;
      readonly items: readonly JsonNode[];
      readonly open: boolean;
    }
  | { readonly kind: 'scalar' | 'template'; readonly range: Range };

/** A member of an object as it is written. */
export interface JsonMember {
  /** `undefined` where the key is a template. */
  readonly key: string | undefined;
  readonly keyRange: Range;
  readonly value: JsonNode;
}

/** What keeps a text from being JSON. */
export type JsonMistakeCode =
  | 'comma-extra'
  | 'comma-missing'
  | 'colon-missing'
  | 'quotes-single'
  | 'key-bare'
  | 'value-bare'
  | 'value-missing'
  | 'comment'
  | 'string-open'
  | 'quote-inside'
  | 'escape-wrong'
  | 'bracket-open'
  | 'bracket-wrong'
  | 'number-wrong';

/** A place where a text is no JSON; offsets as in the text that was read. */
export interface JsonMistake {
  readonly code: JsonMistakeCode;
  readonly range: Range;
}

/** A text of JSON with all that could be read of it, mistakes or not. */
export interface JsonReading {
  /** `undefined` where the text holds no value. */
  readonly root: JsonNode | undefined;
  /** In order. The first ones can be mended one by one; reading ends at one that leaves no way on. */
  readonly mistakes: readonly JsonMistake[];
  /** More follows behind the first value. */
  readonly rest: Range | undefined;
}
