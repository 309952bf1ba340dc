/** What noble-curves calls and Chromium 80 and iOS 14.5 do not have. Imported before it. */
if (!('hasOwn' in Object)) {
    Object.defineProperty(Object, 'hasOwn', {
        value: (object: object, key: PropertyKey) => Object.prototype.hasOwnProperty.call(object, key),
    });
}
