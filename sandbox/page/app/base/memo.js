import { Component, h } from "preact";

function equal(a, b) {
  if (a === b) return true;
  return (
    Array.isArray(a) &&
    Array.isArray(b) &&
    a.length === b.length &&
    a.every((each, index) => each === b[index])
  );
}

function same(a, b) {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => equal(a[key], b[key]));
}

/** Renders again only when a property is another one (of a list: when a member is). */
export function memo(View) {
  return class extends Component {
    shouldComponentUpdate(next) {
      return !same(this.props, next);
    }
    render() {
      return h(View, this.props);
    }
  };
}
