/** Masks a text that comes in pieces, as one would mask it whole. */
export interface PieceMask {
  /** What can be let go so far; empty while there is too little to tell. */
  push(piece: string): string;
  /** The rest. */
  end(): string;
  /** Whether anything was masked so far. */
  readonly masked: boolean;
}

/** Longer secrets that stand across two pieces are missed. In characters. */
const longestSecret = 8192;
/** Less is gathered first: every piece costs another look at the end of the one before. */
const smallestPiece = 65_536;

/**
 * `mask` must not change what it has masked already: the end of each piece goes through it a second time,
 * together with the next one, so that a secret which stands across both is found.
 */
export function maskPieces(mask: (text: string) => string): PieceMask {
  let waiting: string[] = [];
  let waitingLength = 0;
  let held = '';
  let masked = false;

  const maskNoting = (text: string) => {
    const without = mask(text);
    masked ||= without !== text;
    return without;
  };
  return {
    push(piece) {
      waiting.push(piece);
      waitingLength += piece.length;
      if (waitingLength < smallestPiece) return '';
      const text = held + waiting.join('');
      waiting = [];
      waitingLength = 0;
      const end = wholeValuesEnd(text);
      const done = maskNoting(text.slice(0, end));
      const out = Math.max(0, done.length - longestSecret);
      held = done.slice(out) + text.slice(end);
      return done.slice(0, out);
    },
    end() {
      const rest = maskNoting(held + waiting.join(''));
      held = '';
      waiting = [];
      return rest;
    },
    get masked() {
      return masked;
    },
  };
}

/** A number that is cut in two would be masked in half. */
function wholeValuesEnd(text: string): number {
  const end = Math.max(...[',', '\n', '}', '&'].map(mark => text.lastIndexOf(mark)));
  return end > text.length - longestSecret ? end : text.length;
}
