import './collections.ts';
import './exceptions.ts';
import './pattern.ts';
import './crypto.ts';
import './datetime.ts';
import './encoding.ts';
import './json.ts';
import './math.ts';
import './numbers.ts';
import './string.ts';
import '../run/async-library.ts';
import '../run/test-library.ts';
import { linkLibrary } from './define.ts';

linkLibrary();
