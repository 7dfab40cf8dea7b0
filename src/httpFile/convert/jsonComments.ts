/** JSON without the comments in it; what stands between quotes stays. */
export function stripComments(text: string): string {
  return text.replaceAll(
    /("(?:[^"\\\n]|\\.)*")|\/\/[^\r\n]*|\/\*[\s\S]*?\*\//g,
    (_all, quoted: string | undefined) => quoted ?? '',
  );
}
