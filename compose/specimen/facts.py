# What Python's email finds in the messages of a folder, as JSON.
import email, email.policy, hashlib, json, os, sys

facts = {}
for name in os.listdir(sys.argv[1]):
    with open(os.path.join(sys.argv[1], name), "rb") as f:
        m = email.message_from_binary_file(f, policy=email.policy.default)
    fact = {
        "subject": str(m["subject"] or ""),
        "from": [a.display_name for a in m["from"].addresses],
        "to": [a.display_name for a in m["to"].addresses],
        "flowed": False, "text": "", "html": "", "files": [],
    }
    def leaves(part):
        if part.get_content_maintype() == "multipart":
            for p in part.iter_parts():
                yield from leaves(p)
        else:
            yield part
    for i, p in enumerate(leaves(m)):
        data = p.get_payload(decode=True)
        if p.get_content_type() == "message/rfc822":
            data = p.get_payload(0).as_bytes(policy=email.policy.SMTP.clone(refold_source="none"))
        if i == 0:
            fact["text"] = data.decode("utf-8")
            fact["flowed"] = p.get_param("format") == "flowed"
        elif i == 1 and p.get_content_type() == "text/html" and p.get_content_disposition() is None:
            fact["html"] = data.decode("utf-8")
        else:
            fact["files"].append({
                "name": p.get_filename() or "", "sum": hashlib.sha256(data or b"").hexdigest(),
                "cid": str(p["content-id"] or "").strip("<>"),
            })
    facts[name] = fact
json.dump(facts, sys.stdout)
