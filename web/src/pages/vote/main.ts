/** The voter's page: one file, no login, nothing stored. */
import { mount } from 'svelte';
import workerSource from 'virtual:worker';
import '../../ui/base.css';
import { parsePath } from '../../wire/parse.ts';
import { settings } from '../../ui/words.svelte.ts';
import { Driver } from './driver.svelte.ts';
import Vote from './Vote.svelte';

/** What the slip's link carried, which the page's first script took out of the address. Given once. */
function takeSlip(): string {
    const text = window.slip ?? '';
    delete window.slip;
    return text;
}

const url = URL.createObjectURL(new Blob([workerSource], { type: 'text/javascript' }));
const policy = window.trustedTypes?.createPolicy('gongdao', { createScriptURL: (one) => (one === url ? one : '') });
const startWorker = (): Worker => new Worker(policy?.createScriptURL(url) ?? url);

if (/^en\b/i.test(navigator.language)) settings.language = 'en';
document.documentElement.dataset.started = '';
addEventListener('keydown', () => (document.documentElement.dataset.keys = ''), { once: true });

const driver = new Driver({ startWorker, short: parsePath(location.pathname), userAgent: navigator.userAgent });
const target = document.getElementById('page');
if (target) {
    target.textContent = '';
    mount(Vote, { target, props: { driver } });
}
driver.start(takeSlip());
