import * as vscode from 'vscode';
import { commandUri, type HoverPart, hoverCommands } from './language/hoverModel.ts';

/** Parts as Markdown. What came from outside is appended as text, and only our own commands are trusted. */
export function markdownOf(parts: readonly HoverPart[]): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString();
  markdown.isTrusted = { enabledCommands: [...hoverCommands] };
  for (const part of parts) {
    appendPart(markdown, part);
    markdown.appendMarkdown('\n\n');
  }
  return markdown;
}

function appendPart(markdown: vscode.MarkdownString, part: HoverPart) {
  switch (part.kind) {
    case 'title':
      markdown.appendMarkdown('**');
      appendWords(markdown, part.text);
      markdown.appendMarkdown('**');
      return;
    case 'text':
      if (part.label !== undefined) markdown.appendMarkdown(`*${part.label}:* `);
      appendWords(markdown, part.text);
      return;
    case 'steps':
      markdown.appendMarkdown(`*${part.label}:*\n`);
      for (const step of part.steps) {
        markdown.appendMarkdown('\n- ');
        appendWords(markdown, step);
      }
      return;
    case 'link':
      if (part.url.startsWith('https://')) markdown.appendMarkdown(`[${part.text}](${encodeURI(part.url)})`);
      return;
    case 'command': {
      markdown.appendMarkdown(`[${part.text}](${commandUri(part.command, part.parameters)})`);
      return;
    }
  }
}

/**
 * Text on one line, as several lines would end the bold or the list it stands in. Word by word, because
 * `appendText` makes blanks unbreakable.
 */
function appendWords(markdown: vscode.MarkdownString, text: string) {
  for (const [index, word] of text.trim().split(/\s+/).entries()) {
    if (index > 0) markdown.appendMarkdown(' ');
    markdown.appendText(word);
  }
}
