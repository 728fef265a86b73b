/** Random tests draw from one seed, so that a run can be had again; `FC_SEED=n npm test` looks elsewhere. */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env['FC_SEED'] ?? 1) });
