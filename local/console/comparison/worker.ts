import { workOnThread } from '../../world/thread-work.ts';
import { playComparedDay } from './compared-day.ts';

workOnThread(playComparedDay);
