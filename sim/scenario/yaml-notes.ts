/** Mistakes of YAML syntax in the words of a person who types: the library's codes and messages, told apart and translated. */
import type { YAMLError } from 'yaml';
import { note } from './findings.ts';
import type { Note } from './findings.ts';
import { anchor, tag, tooDeep } from './notes.ts';

/** What a syntax error of the library means to a person who types. */
export function syntaxNote({ code, message }: YAMLError): Note {
  switch (code) {
    case 'TAB_AS_INDENT':
      return tabNote();
    case 'BAD_INDENT':
      return message.startsWith('Flow') ? missingNote(message) : indentNote();
    case 'MISSING_CHAR':
      return missingNote(message);
    case 'MULTILINE_IMPLICIT_KEY':
      return colonNote();
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'BLOCK_IN_FLOW':
      return quoteNote();
    case 'MULTIPLE_DOCS':
      return severalNote();
    case 'RESOURCE_EXHAUSTION':
      return tooDeep();
    case 'ALIAS_PROPS':
    case 'BAD_ALIAS':
    case 'MULTIPLE_ANCHORS':
      return anchor();
    case 'BAD_DIRECTIVE':
    case 'MULTIPLE_TAGS':
    case 'TAG_RESOLVE_FAILED':
      return tag();
    default:
      return otherNote();
  }
}

/** The library's messages tell apart what its code does not; an unknown one gets the general sentence. */
function missingNote(message: string): Note {
  if (message.includes('quote')) {
    return note(
      'quote-open',
      'A quotation mark is not closed.',
      '引号没有闭合。',
      'Close it on the same line.',
      '请在同一行补上另一个引号。',
    );
  }
  if (message.startsWith('Flow') || message.includes('Missing ,')) {
    return note(
      'bracket-open',
      'Something is missing between brackets: a comma, or the closing } or ].',
      '括号里少了东西：逗号，或者结尾的 } 或 ]。',
      'Write {a: b, c: d} or [a, b].',
      '请写成 {a: b, c: d} 或 [a, b]。',
    );
  }
  return message.includes('Sequence item') ? indentNote() : colonNote();
}

const tabNote = (): Note =>
  note(
    'tab',
    'A tab stands here as indent; YAML knows only spaces.',
    '这里用制表符（Tab）缩进，YAML 只认空格。',
    'Use two spaces for each level.',
    '每一级请用两个空格。',
  );

const indentNote = (): Note =>
  note(
    'indent',
    'This line begins at a column that fits neither its neighbours nor what is above.',
    '这一行的缩进与相邻的行对不上。',
    'Let keys of one group begin in the same column; check that every { and [ above is closed.',
    '同一组的键要从同一列开始；并检查上面的 { 和 [ 是否都已闭合。',
  );

const colonNote = (): Note =>
  note(
    'colon',
    'A key is without its colon here.',
    '这里的键后面没有冒号。',
    'Write `key: value`, with a space after the colon.',
    '请写成 `键: 值`，冒号后面加一个空格。',
  );

const quoteNote = (): Note =>
  note(
    'needs-quotes',
    'This text contains a colon that looks like another key.',
    '这段文字里有冒号，看起来像另一个键。',
    'Put the text in quotes: "..".',
    '请给文字加上引号：".."。',
  );

const severalNote = (): Note =>
  note(
    'several-documents',
    'There is more than one scenario in this file.',
    '这个文件里不止一个情景。',
    'Remove the line --- and what follows, or make two files of it.',
    '请删掉 --- 那一行和后面的内容，或者分成两个文件。',
  );

const otherNote = (): Note =>
  note(
    'syntax',
    'This cannot be read as YAML.',
    '这里不是有效的 YAML。',
    'Check quotes, brackets and colons on this line; put texts in quotes.',
    '请检查这一行的引号、括号和冒号；文字请加引号。',
  );
