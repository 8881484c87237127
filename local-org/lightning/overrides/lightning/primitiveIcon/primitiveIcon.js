import OpenPrimitiveIcon from 'open/primitiveIcon';
import { getIconPath } from 'lightning/iconUtils';

/** The open package compiles 1,500 icons into the page; an org draws them from the design system's sprites, and so does this. */
export default class PrimitiveIcon extends OpenPrimitiveIcon {
    get href() {
        return this.src ? super.href : getIconPath(this.iconName);
    }
}
