import { describe, expect, it } from 'vitest';
import { takenOrNot, takenParts } from './taken.ts';

describe('what is taken out of a device', () => {
  it('is everything where it is keys and chat', () => {
    expect(takenParts(['keys', 'chat', 'files'], 'en')).toBe('everything');
    expect(takenParts(['keys', 'chat'], 'zh')).toBe('全部内容');
    expect(takenOrNot(['chat', 'keys'], 'en')).toBe('keys and chat');
  });

  it('is named part by part otherwise', () => {
    expect(takenParts(['chat'], 'en')).toBe('the chat');
    expect(takenParts(['notices'], 'en')).toBe('the notification history');
    expect(takenParts(['keys', 'files'], 'en')).toBe('the keys and the files');
    expect(takenParts(['notices', 'saved', 'files'], 'zh')).toBe('通知历史、存在通信应用之外的副本和文件');
  });

  it('holds neither keys nor chat where it is files alone', () => {
    expect(takenOrNot(['files'], 'en')).toBe('neither keys nor chat');
    expect(takenOrNot(['files', 'chat'], 'zh')).toBe('只有聊天记录，不含密钥');
    expect(takenOrNot(['keys'], 'zh')).toBe('只有密钥，不含聊天记录');
  });
});
