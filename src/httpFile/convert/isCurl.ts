/** Whether a text is a curl command, however the prompt before it looks. */
export function isCurl(text: string): boolean {
  return (
    text.length < 1_000_000 &&
    /^\s*(?:(?:[$>%#]|PS [^>\n]*>|[A-Z]:\\[^>\n]*>)\s+)?curl(?:\.exe)?(?=\s)/i.test(text)
  );
}
