import { campaign } from './sim/checker/campaign.ts';
import { model } from './sim/crypto/model.ts';
import { FILES } from './cli/files.ts';
import { toYaml } from './sim/scenario/to-yaml.ts';
const seed=Number(process.argv[2]??1), runs=Number(process.argv[3]??150);
const t=performance.now(); const r=campaign({runs,seed,suite:model,longestStory:12,real:FILES});
console.log(r.runs, r.witnessed, ((performance.now()-t)/1000).toFixed(1)+'s'); if(r.counterexample) console.log(JSON.stringify(r.counterexample.violation), toYaml(r.counterexample.scenario));
