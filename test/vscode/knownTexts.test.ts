import { equal, ok } from 'node:assert/strict';
import { inEnglish, type Say } from '../../src/procore/say.ts';
import { textReader } from '../../src/vscode/knownTexts.ts';

const german: Readonly<Record<string, string>> = {
  'Send it again.': 'Noch einmal senden.',
  'Wait {0}, then send it again.': 'Warten Sie {0}, dann senden Sie erneut.',
  '{0} is company {1}.': 'Die Firma {1} ist {0}.',
  'Project {0} is not in company {1}.': 'Firma {1} hat kein Projekt {0}.',
  'The answer says: {0}': 'Die Antwort lautet: {0}',
  '{0} seconds': '{0} Sekunden',
  '{0} of {1}': '{0} von {1}',
};
const say: Say = (message, ...values) => inEnglish(german[message] ?? message, ...values);
const read = textReader(Object.keys(german), say);

describe('A finished text in another language', () => {
  it('is recognised by its message, and has the values in their places', () => {
    equal(read('Send it again.'), 'Noch einmal senden.');
    equal(read('Project 7 is not in company Ace.'), 'Firma Ace hat kein Projekt 7.');
    equal(read('Wait 8 seconds, then send it again.'), 'Warten Sie 8 Sekunden, dann senden Sie erneut.');
  });

  it('is recognised sentence by sentence, names with a full stop included', () => {
    equal(
      read('Project 7 is not in company Ace Inc. Ltd. Send it again.'),
      'Firma Ace Inc. Ltd hat kein Projekt 7. Noch einmal senden.',
    );
  });

  it('keeps what a server said, whatever it looks like', () => {
    equal(
      read('The answer says: "Send it again. 8 seconds." Send it again.'),
      'Die Antwort lautet: "Send it again. 8 seconds." Noch einmal senden.',
    );
    equal(read('The answer says: "Send it again.'), 'The answer says: "Send it again.');
  });

  it('stays English in sentences that no message makes, or one that says too little to know it by', () => {
    equal(read('Send it again. Who knows. Project 7.'), 'Noch einmal senden. Who knows. Project 7.');
    for (const text of ['Who knows. ', '', ' ', '3 of 4', 'Ministry of Works', 'Project 7']) {
      equal(read(text), text);
    }
  });

  it('takes long texts of nothing but sentences and quotes without a standstill', () => {
    for (const part of ['Send it again. ', 'Project . is not in company ', '" ', 'Wait . ', '{0} {1} ']) {
      const text = part.repeat(2_000);
      equal(read(text), text);
    }
    const most = 'Send it again. '.repeat(39).trim();
    ok(!read(most).includes('Send'));
  });
});
