// Package submission holds the tests of sending against real mail servers, one
// layer below the stories of e2e: every mechanism, extension and size, on
// Postfix and on Exim.
package submission
