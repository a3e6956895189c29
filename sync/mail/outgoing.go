package mail

import (
	"time"

	"godwit/accounts"
)

// SendState is where a queued message, or one of its recipients, stands.
type SendState string

const (
	StateDraft     SendState = "draft"     // not queued
	StateQueued    SendState = "queued"    // waits for its turn, or for its time
	StateSending   SendState = "sending"   // a connection is at work on it
	StateSent      SendState = "sent"      // the server has taken it for everyone
	StatePartial   SendState = "partial"   // some have it, the rest failed for good
	StateRetry     SendState = "retry"     // tried; tries again by itself at NextTry
	StateHeld      SendState = "held"      // waits for a person: sign-in, certificate, policy
	StateFailed    SendState = "failed"    // refused for good; can be edited
	StateUnsure    SendState = "unsure"    // lost the connection after the last byte: may be delivered
	StateCancelled SendState = "cancelled" // taken back before it was sent
)

// Outgoing is a message in the outbox.
type Outgoing struct {
	ID         OutboxID
	Account    accounts.ID
	Draft      DraftID // what it was made from, 0 if from bytes
	MessageID  string  // without < >, fixed when it was queued
	Envid      string  // what reports call the submission (RFC 3461 4.4), likewise
	From       string  // envelope sender (RFC 5321 4.1.1.2)
	Subject    string
	Size       int64 // octets of the final bytes
	State      SendState
	Recipients []Recipient
	Attempts   int       // counted before each
	Queued     time.Time // when the user said Send
	NextTry    time.Time // Queued: not before; Retry: when
	Changed    time.Time // of State
	Error      *SendError
	TLS        string   // "TLS 1.3 TLS_AES_128_GCM_SHA256", "" if none
	Transcript []string // of the last attempt, secrets removed
	Wishes     Wishes
	Card       Card      // of the last attempt
	SendAt     time.Time // the time that the writer chose; zero: at once
	Replaces   OutboxID  // Enqueue: the message of which this is a new revision
	Replaced   OutboxID  // the revision that took its place, 0: none
	Copy       CopyState
}

// CopyState is what became of the copy for the Sent mailbox.
type CopyState string

const (
	CopyNone    CopyState = ""        // not sent yet
	CopyWanted  CopyState = "wanted"  // to be filed
	CopyLooking CopyState = "looking" // filed here; whether the server files one by itself is being looked at
	CopyFiled   CopyState = "filed"   // filed by Godwit, in the server's mailbox too or about to be
	CopyServer  CopyState = "server"  // filed by the server
)

// Wishes are what the sender asks of the servers on the way.
type Wishes struct {
	Receipt    bool `json:"receipt,omitempty"`     // a report when it is delivered (RFC 3461 NOTIFY=SUCCESS)
	RequireTLS bool `json:"require_tls,omitempty"` // only over protected connections, or not at all (RFC 8689)
}

// Card is how an attempt went, for a person to look at. What was not reached is
// empty.
type Card struct {
	Host        string    `json:"host"`      // as configured, with port
	Resolved    []string  `json:"resolved"`  // addresses the name led to
	Address     string    `json:"address"`   // the one that answered, with port
	TLS         string    `json:"tls"`       // version and cipher suite
	Certificate string    `json:"cert"`      // whose, by whom, until when
	Mechanism   string    `json:"mechanism"` // of SASL
	Extensions  []string  `json:"extensions"`
	QueueID     string    `json:"queue_id"` // the server's name for the message, from its last answer
	Begun       time.Time `json:"begun"`
	Steps       []Step    `json:"steps"`
}

// Step is how long a stage of an attempt took.
type Step struct {
	Stage SendStage     `json:"stage"`
	Took  time.Duration `json:"took"` // nanoseconds
}

// Recipient is one envelope recipient and what the server said to it.
type Recipient struct {
	Address  string    `json:"address"`
	State    SendState `json:"state"`
	Code     int       `json:"code"`     // SMTP reply, 0 if none yet
	Enhanced string    `json:"enhanced"` // RFC 3463, "5.1.1"
	Text     string    `json:"text"`
	Delivery *Delivery `json:"delivery,omitempty"` // what a report said later; nil: none came
}

// DeliveryState is the last word of a report on a recipient (RFC 3464 2.3.3).
type DeliveryState string

const (
	Delivered        DeliveryState = "delivered"
	DeliveryRelayed  DeliveryState = "relayed"  // handed to a server that reports no more
	DeliveryExpanded DeliveryState = "expanded" // to a list's members
	DeliveryDelayed  DeliveryState = "delayed"  // the server still tries
	DeliveryFailed   DeliveryState = "failed"   // a bounce
)

// Delivery is what a report said of a recipient.
type Delivery struct {
	State    DeliveryState `json:"state"`
	At       time.Time     `json:"at"`
	Enhanced string        `json:"enhanced"` // RFC 3463
	Text     string        `json:"text"`     // the remote server's words
	Host     string        `json:"host"`     // who said so
	Report   MessageID     `json:"report"`   // the message that told it
}

// SendError is why a message was not sent, whatever protocol tried.
type SendError struct {
	Stage     SendStage
	Permanent bool   // trying again unchanged cannot help
	Hold      bool   // only a person can help: sign-in, certificate, policy
	Unsure    bool   // the server may have accepted the message
	Account   bool   // not about this message: nothing of the account is worth a try before it
	Code      int    // SMTP reply code, 0 if none
	Enhanced  string // RFC 3463
	Text      string // the server's words
	Explained string // code of the explanation, "GW-…", kept with the outbox row
	Err       error  `json:"-"`
}

// SendStage is a step of a submission, as far as it went.
type SendStage string

const (
	StageConnect  SendStage = "connect"
	StageTLS      SendStage = "tls"
	StageGreeting SendStage = "greeting"
	StageHello    SendStage = "hello"
	StageAuth     SendStage = "auth"
	StageMail     SendStage = "mail"
	StageRcpt     SendStage = "rcpt"
	StageData     SendStage = "data"
	StageDot      SendStage = "dot" // from here on the message may be delivered
	StageDone     SendStage = "done"
)

func (e *SendError) Error() string {
	text := e.Text
	if e.Err != nil {
		text = e.Err.Error()
	}
	return "send: " + string(e.Stage) + ": " + text
}

func (e *SendError) Unwrap() error { return e.Err }
