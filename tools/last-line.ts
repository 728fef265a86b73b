/** Prints what a log reader looks for as the last line of a test run: `N passed, N failed`. Reads vitest's JSON report. */
import { readFileSync } from 'node:fs';

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
  readonly numPendingTests: number;
}

const [path] = process.argv.slice(2);
if (path === undefined) throw new Error('usage: tsx tools/last-line.ts REPORT.json');
const report = JSON.parse(readFileSync(path, 'utf8')) as Report;
// A file that could not be loaded has no tests that failed, and is a failure all the same.
const failed = Math.max(report.numFailedTests, Math.min(1, report.numFailedTestSuites));
const skipped = report.numPendingTests > 0 ? `, ${report.numPendingTests} skipped` : '';
console.log(`${report.numPassedTests} passed, ${failed} failed${skipped}`);
if (failed > 0 || report.numPassedTests === 0) process.exitCode = 1;
