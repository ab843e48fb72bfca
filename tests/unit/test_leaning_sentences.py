"""A hundred sentences of ours, each marked: does it need the one right before it? How often we agree."""

from __future__ import annotations

from summaries.sentences.leaning import leans

NEEDS = """
He refused to answer questions about the harbour.
They had been told to leave by noon.
It also covers the cost of new ropes.
That left the town without a ferry for a month.
These ropes were never tested.
Those who stayed had no water.
Her deputy will take over in June.
Its owner is a bank in Oslo.
But the council voted no.
And the money is gone.
So the ferry sailed without passengers.
Yet prices kept rising.
However, the bank has denied the claim.
Still, few in Lund expect a quick answer.
Meanwhile, the ferry lay in the harbour.
As a result, three bridges were closed.
In addition, the council wants a new school.
For example, a rope of ten metres now costs twice as much.
On the other hand, tar has become cheaper.
After that, nobody in Lund trusted the bank.
Since then, the ferry has sailed twice a day.
In response, Oslo sent two envoys.
Despite this, the vote went ahead.
The move surprised even his allies.
The decision was welcomed by shopkeepers.
The two men had met at school.
The company said nothing.
The report was published on Monday.
The ferry company has denied the claims, and the case goes to court in May.
The suspect was arrested an hour later.
The 34-year-old was taken to hospital.
The former minister's lawyer said that the charges were false, and the trial begins on Monday.
Another was found in the harbour.
Others have left for Oslo.
Both were released on Tuesday.
Such ropes are banned in Norway.
One of them was the mayor's brother.
Among them was a girl of nine.
Some of them had walked for days.
Earlier in the day, a bridge had fallen.
Months later, the bank closed.
Years earlier, Lund had turned down the plan.
The same day, the bank closed.
On Monday, she will meet the mayor of Lund.
In a letter, he asked the council for help.
While he waited, the ferry left.
Kari Lie also said that the ferry was late.
The council, however, voted no.
In the end, though, Oslo paid.
"Rope is dear."
"We had no choice," she said.
"It is over," he told reporters.
"Nobody knew. Nobody asked."
Asked about that, the mayor of Lund smiled.
Not surprisingly, the vote failed.
By then, the ferry had sunk.
I saw the water rise.
We were all afraid.
The breakthrough came at dawn.
Under the plan, every home gets a boat.
In the letter, Kari Lie also asked for boats.
Many have lost their homes.
"""
STANDS = """
Norway will close three ports in June, its government said on Monday.
The parliament of Norway passed the budget by 90 votes to 79.
The mayor of Lund, Kari Lie, resigned on Tuesday.
The attack in Oslo killed four people.
The government has banned the sale of tar.
The United States froze the assets of a bank in Lund.
The report by the bank of Norway puts the cost at $3 billion.
The company that built the ferry, Acme Corp., denied the claims.
This week the council of Lund will vote on a new school.
This year Norway exported more rope than ever.
These days few people in Lund own a boat.
Later this month, Norway will send envoys to Zamunda.
Earlier on Tuesday, a bridge fell into the harbour of Lund.
It is unclear how many people were on board the ferry to Lund.
It was not until Friday that the bank of Norway named its new chief.
It has been ten years since Norway joined the pact.
So far, Norway has sent 300 soldiers to Zamunda.
Now 24, Kari Lie lives in Lund with a dog.
Both Norway and Zamunda have signed the pact.
Both houses of parliament passed the bill on ropes.
Neither Norway nor Zamunda has signed the pact on ropes.
Some of the largest banks of Norway have closed.
Many banks in Norway have closed since May.
Most of the money went to schools in Lund.
One of Norway's largest banks has closed.
No bank in Norway has closed since 2009.
Not every bank in Norway will survive.
As the sun rose over Lund, the ferry left.
After a storm sank the ferry, Norway closed its ports.
While Oslo waited, Lund voted.
In March, Norway's prime minister visited Zamunda.
On Monday, Kari Lie said that she would resign.
At least 12 people died when a ferry sank near Lund.
Under a plan by Oslo, every home in Lund gets a boat.
For the first time, a woman will lead the bank of Norway.
"Rope is dear," Mayor Kari Lie said in Lund.
Kari Lie told the council: "We had no choice."
"It is overdue," Foreign Minister Kari Lie said in Oslo.
Police arrested a man of 34 in Lund on Tuesday.
More than 300 people left Lund by boat.
All ferries to Lund were cancelled on Monday.
Rather than pay, the bank of Norway went to court.
Well-known painters have left Oslo.
Soon after midnight, a ferry sank near Lund.
Despite a storm, the ferry to Lund sailed on Monday.
Like Norway, Zamunda exports fish.
Two men were arrested in Lund.
Hundreds marched through Oslo against the bank.
Again and again, storms have flooded Lund.
To save money, Lund will close its museum.
"""


def lines(listed: str) -> list[str]:
    return listed.strip().splitlines()


def test_most_of_what_leans_is_known() -> None:
    """Of the sentences that need the one before them, at least nineteen in twenty are told (recall)."""
    missed = [sentence for sentence in lines(NEEDS) if not leans(sentence)]
    assert len(missed) <= len(lines(NEEDS)) / 20, missed


def test_few_false_alarms() -> None:
    """Of the sentences that are told to lean, at least nineteen in twenty do (precision)."""
    told = [sentence for sentence in lines(NEEDS) if leans(sentence)]
    wrong = [sentence for sentence in lines(STANDS) if leans(sentence)]
    assert len(wrong) <= (len(told) + len(wrong)) / 20, wrong
