package mock

import (
	"errors"
	"math"
	"strings"
	"time"

	"postern/mock/handlebars"
)

var errFake = errors.New("the mock has no fake data of that name")

var (
	firstNames = []string{"Ada", "Alan", "Amir", "Ana", "Bea", "Ben", "Chen", "Clara", "David", "Eva", "Femi", "Grace", "Hana", "Ines",
		"Ivan", "Jonas", "Kofi", "Lea", "Leo", "Mai", "Maria", "Nils", "Noor", "Olga", "Omar", "Paul", "Rosa", "Sam", "Tariq", "Yuki"}
	lastNames = []string{"Adler", "Bauer", "Brown", "Costa", "Diaz", "Evans", "Fischer", "Garcia", "Haddad", "Ito", "Jansen", "Kim", "Khan",
		"Larsen", "Lopez", "Meyer", "Moreau", "Nowak", "Okafor", "Petrov", "Rossi", "Sato", "Silva", "Smith", "Tanaka", "Weber", "Wong", "Young"}
	cities = []string{"Accra", "Athens", "Berlin", "Bogota", "Bonn", "Cairo", "Dublin", "Hanoi", "Helsinki", "Lagos", "Lima", "Lisbon",
		"Lyon", "Madrid", "Montreal", "Nairobi", "Osaka", "Oslo", "Porto", "Prague", "Quito", "Riga", "Seoul", "Turin", "Vienna", "Zurich"}
	countries = []string{"Austria", "Brazil", "Canada", "Chile", "Denmark", "Egypt", "Finland", "France", "Germany", "Ghana", "Greece", "India",
		"Ireland", "Italy", "Japan", "Kenya", "Mexico", "Nigeria", "Norway", "Peru", "Poland", "Portugal", "Spain", "Vietnam"}
	companies = []string{"Acorn Works", "Blue Harbor", "Cedar & Co", "Delta Foods", "Evergreen Labs", "Fjord Systems", "Granite Bank",
		"Hilltop Media", "Iron Bridge", "Juniper Air", "Kite Logistics", "Lumen Energy", "Maple Tools", "North Star", "Oak Street"}
	streets   = []string{"Bridge Road", "Castle Lane", "Church Street", "Garden Way", "High Street", "Lake Drive", "Main Street", "Mill Road", "Park Avenue", "Station Road"}
	domains   = []string{"example.com", "example.net", "example.org"}
	products  = []string{"Lamp", "Chair", "Table", "Bottle", "Backpack", "Keyboard", "Mug", "Notebook", "Clock", "Scarf", "Bicycle", "Tent"}
	colors    = []string{"amber", "blue", "cyan", "gold", "green", "ivory", "lime", "orange", "pink", "red", "teal", "violet"}
	materials = []string{"Brass", "Cotton", "Glass", "Granite", "Linen", "Oak", "Paper", "Steel", "Wool"}
	states    = []string{"Alabama", "California", "Delaware", "Florida", "Idaho", "Kansas", "Louisiana", "Oregon", "Utah", "Wyoming"}
	zones     = []string{"Africa/Cairo", "America/Lima", "America/New_York", "Asia/Tokyo", "Australia/Perth", "Europe/Berlin", "Europe/Lisbon"}
	jobs      = []string{"Architect", "Baker", "Chemist", "Designer", "Editor", "Engineer", "Gardener", "Nurse", "Pilot", "Teacher"}
	words     = []string{"lorem", "ipsum", "dolor", "sit", "amet", "consectetur", "adipiscing", "elit", "sed", "do", "eiusmod", "tempor",
		"incididunt", "ut", "labore", "et", "dolore", "magna", "aliqua", "enim", "minim", "veniam", "quis", "nostrud"}
)

// fakes are the values of {{faker 'person.firstName'}}, by their names in lower case.
var fakes = handlebars.Helpers{
	"person.firstname": fakeOf(firstNames), "person.lastname": fakeOf(lastNames), "person.fullname": fullName, "person.jobtitle": fakeOf(jobs),
	"name.firstname": fakeOf(firstNames), "name.lastname": fakeOf(lastNames), "name.fullname": fullName, "name.jobtitle": fakeOf(jobs),
	"location.city": fakeOf(cities), "location.country": fakeOf(countries), "location.street": fakeOf(streets), "location.streetaddress": address,
	"location.zipcode": digits(5), "location.latitude": degrees(90), "location.longitude": degrees(180),
	"address.city": fakeOf(cities), "address.country": fakeOf(countries), "address.streetaddress": address, "address.zipcode": digits(5),
	"company.name": fakeOf(companies), "commerce.productname": fakeOf(products), "commerce.price": price, "finance.amount": price,
	"commerce.department": fakeOf(jobs), "finance.accountnumber": digits(8),
	"internet.email": email, "internet.domainname": fakeOf(domains), "internet.url": siteAddress, "internet.username": fakeOf(firstNames),
	"internet.ip": ipv4, "internet.ipv4": ipv4, "internet.mac": macAddress, "internet.color": hexColor, "internet.password": randomValue,
	"phone.number": phone, "phone.phonenumber": phone, "lorem.word": wordsOf(1), "lorem.words": wordsOf(3), "lorem.sentence": wordsOf(8),
	"lorem.paragraph": wordsOf(30), "string.uuid": dynamic("$guid"), "datatype.uuid": dynamic("$guid"), "datatype.boolean": coin,
	"string.alphanumeric": randomValue, "number.int": intHelper, "datatype.number": intHelper, "number.float": floatHelper,
	"datatype.float": floatHelper, "date.past": dayFrom(-365, 0), "date.recent": dayFrom(-3, 0), "date.future": dayFrom(0, 365), "date.soon": dayFrom(0, 3),
	"color.rgb": hexColor, "color.human": fakeOf(colors), "image.url": siteAddress, "image.avatar": siteAddress, "image.urlloremflickr": siteAddress,
	"string.numeric":   func(c *handlebars.Call) (any, error) { return randomText(c, "0123456789", lengthOf(c, 1)) },
	"commerce.product": fakeOf(products), "commerce.productmaterial": fakeOf(materials), "lorem.sentences": wordsOf(24),
	"location.state": fakeOf(states), "location.stateabbr": stateCode, "location.timezone": fakeOf(zones),
}

// lengthOf is what a fake says of its length, as in {{faker 'string.numeric' 5}}.
func lengthOf(c *handlebars.Call, otherwise int) int {
	for _, v := range []any{c.Arg(1), c.Hash["length"]} {
		if n, ok := handlebars.Number(v); ok {
			return int(max(-1, min(n, maxRepeats+1)))
		}
	}
	return otherwise
}

// stateCode is the first two letters of a state.
func stateCode(c *handlebars.Call) (any, error) {
	state, _ := fakeOf(states)(c)
	return strings.ToUpper(handlebars.String(state)[:2]), nil
}

func fullName(c *handlebars.Call) (any, error) {
	first, _ := fakeOf(firstNames)(c)
	last, _ := fakeOf(lastNames)(c)
	return handlebars.String(first) + " " + handlebars.String(last), nil
}

func address(c *handlebars.Call) (any, error) {
	street, _ := fakeOf(streets)(c)
	return handlebars.String(float64(1+fillingOf(c).random.IntN(200))) + " " + handlebars.String(street), nil
}

func siteAddress(c *handlebars.Call) (any, error) {
	host, _ := fakeOf(domains)(c)
	word, _ := fakeOf(words)(c)
	return "https://" + handlebars.String(host) + "/" + handlebars.String(word), nil
}

func price(c *handlebars.Call) (any, error) {
	return handlebars.String(math.Round(fillingOf(c).random.Float64()*100_000) / 100), nil
}

func digits(n int) handlebars.Helper {
	return func(c *handlebars.Call) (any, error) { return randomText(c, "0123456789", n) }
}

func degrees(most float64) handlebars.Helper {
	return func(c *handlebars.Call) (any, error) {
		return math.Round((fillingOf(c).random.Float64()*2-1)*most*10_000) / 10_000, nil
	}
}

func wordsOf(n int) handlebars.Helper {
	return func(c *handlebars.Call) (any, error) {
		return someWords(c, n)
	}
}

// dayFrom draws a time between two days from now.
func dayFrom(low, high int) handlebars.Helper {
	return func(c *handlebars.Call) (any, error) {
		f := fillingOf(c)
		from := f.now.AddDate(0, 0, low)
		span := f.now.AddDate(0, 0, high).Sub(from)
		return from.Add(time.Duration(f.random.Int64N(int64(span)))).UTC().Format(time.RFC3339), nil
	}
}
