import './collections.ts';
import './exceptions.ts';
import './pattern.ts';
import './crypto.ts';
import './datetime.ts';
import './encoding.ts';
import './math.ts';
import './numbers.ts';
import './string.ts';
import { linkLibrary } from './define.ts';

linkLibrary();
