import { bundle } from './bundle.ts';
console.log(await bundle('/work/main'));
