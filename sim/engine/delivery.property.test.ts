/**
 * Delivery under everything that a network and its owners do: random schedules of messages, losses, repeats, cuts, devices
 * that go off, and devices that are read back from what was written of them, between any two steps. When all is mended and
 * on: nothing is lost, nothing shown twice, nothing shown that was not written, each chat in the order of writing.
 *
 * The limits are the real ones, so that no message falls out of a chain's forward jump or its skipped keys; with the lesson's
 * small limits that loss is wanted. What is refused as `too-far` all the same is left out by that very refusal, and counted.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEVICES, judged, played, schedules } from '../testing/schedules.ts';

describe('whatever happens on the way, in the end', () => {
  it.each([
    ['two devices', 200, 8, DEVICES.two],
    ['three devices', 200, 5, DEVICES.three],
    ['two devices', 20, 40, DEVICES.two],
    ['three devices', 20, 25, DEVICES.three],
  ] as const)(
    '%s show all that was written, once, in order: %i messages, %i schedules',
    (name, messages, numRuns, devices) => {
      const tally = { schedules: 0, written: 0, shown: 0, beyondLimits: 0 };
      fc.assert(
        fc.property(schedules(messages), fc.nat({ max: 1_000 }), (moves, seed) => {
          const { complaints, ...counts } = judged(played(devices, moves, seed), devices);
          expect(complaints).toEqual([]);
          tally.schedules++;
          for (const of of ['written', 'shown', 'beyondLimits'] as const) tally[of] += counts[of];
        }),
        { numRuns, seed: 1 },
      );
      console.info(`${name}, ${messages} messages: ${JSON.stringify(tally)}`);
      expect(tally.written).toBeGreaterThan((numRuns * messages) / 2);
    },
  );
});
