import { chromium } from 'playwright';
import { findBrowser } from './find-browser.ts';
const [,, out, hash, w='1440', h='900', theme='light', ...acts] = process.argv;
const b = await chromium.launch({executablePath: findBrowser()!, args:['--no-sandbox']});
const p = await b.newPage({viewport:{width:+w,height:+h}});
p.on('pageerror',e=>console.log('PAGEERR',e.message)); p.on('console',m=>m.type()==='error'&&console.log('CONSOLE',m.text()));
await p.goto('http://localhost:4199/'+hash); await p.waitForTimeout(1200);
if(theme==='dark'){ await p.evaluate(()=>{document.documentElement.dataset.theme='dark'}); }
for(const a of acts){ const [k,v]=[a[0],a.slice(2)]; if(k==='c') await p.click(v); if(k==='k') await p.keyboard.press(v); if(k==='w') await p.waitForTimeout(+v); if(k==='f') await p.setInputFiles('input[type=file]', v); }
await p.waitForTimeout(500);
await p.screenshot({path:out, fullPage: h==='0'||process.env['FULL']==='1'}); await b.close();
