const fs = require('fs');
const path = require('path');
const { setup } = require('@sa11y/jest');

setup();

// jsdom has no media queries; a test that wants a narrow screen answers otherwise.
if (typeof window !== 'undefined') {
    window.matchMedia = () => ({ matches: false, addEventListener() {}, removeEventListener() {} });
}

// Screens are tested with the sentences people read, not with the names of the labels.
const labels = path.join(__dirname, '../main/platform/labels/CustomLabels.labels-meta.xml');
const pairs = fs
    .readFileSync(labels, 'utf8')
    .matchAll(/<fullName>(.*?)<\/fullName>[\s\S]*?<value>([\s\S]*?)<\/value>/g);
for (const [, name, value] of pairs) {
    jest.doMock(`@salesforce/label/c.${name}`, () => ({ __esModule: true, default: value }), { virtual: true });
}
