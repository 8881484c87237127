import './collections.ts';
import './exceptions.ts';
import './pattern.ts';
import './string.ts';
import { linkLibrary } from './define.ts';

linkLibrary();
