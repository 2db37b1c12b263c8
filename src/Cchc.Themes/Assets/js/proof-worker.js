// A worker of its own: hashing must not hold up the typing.
import "altcha/workers/sha";
