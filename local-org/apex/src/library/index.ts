import './collections.ts';
import './exceptions.ts';
import { linkLibrary } from './define.ts';

linkLibrary();
