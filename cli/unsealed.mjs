#!/usr/bin/env node
// The command `unsealed`. A Node that does not read TypeScript by itself (20) is taught to with tsx.
if (!process.features.typescript) {
  const { register } = await import('tsx/esm/api');
  register();
}
const { main } = await import('./main.ts');
// A reader that stops early (`| head`) is no error.
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error;
});
const { LC_ALL, LC_MESSAGES, LANG } = process.env;
process.exitCode = main(process.argv.slice(2), LC_ALL || LC_MESSAGES || LANG || 'en', console.log, console.error);
