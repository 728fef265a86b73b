import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';

/** The text as prettier would leave a file of this name in the tree. */
export async function formatted(text: string, file: string, root: string): Promise<string> {
  const path = join(root, file);
  return format(text, { ...(await resolveConfig(path)), filepath: path });
}
